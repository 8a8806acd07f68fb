//! How is an edit written as one line of JSON? The language of `copydesk edit` and of the journal.
