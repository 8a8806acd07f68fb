//! How does a page come in that was saved in one file (MHTML)? As the page within it.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding as Transfer, MessageParser, MimeHeaders as _, PartType};

use super::{Choices, Draft, Encoding, IntakeError, html};
use crate::progress::Progress;

/// Reads a page of a message with several parts: the first that is HTML.
pub(super) fn read(bytes: &[u8], choices: &Choices, progress: &Progress) -> Result<Draft, IntakeError> {
    let message = MessageParser::default().parse(bytes);
    let page = message.as_ref().and_then(|message| {
        let is_page = |part: &&mail_parser::MessagePart<'_>| matches!(part.body, PartType::Html(_));
        message.parts.iter().find(is_page).map(|part| (message, part))
    });
    let Some((message, part)) = page else {
        return Err(IntakeError::refused("it holds no web page", "save the page anew, as a web page in a single file"));
    };
    progress.check()?;
    // As it was sent: what the crate makes text of is in the encoding of the header alone, and pages say it themselves.
    let sent = bytes.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let page = match part.encoding {
        Transfer::QuotedPrintable => quoted_printable_decode(sent),
        Transfer::Base64 => base64_decode(sent),
        Transfer::None => None,
    };
    let page = page.map_or(Cow::Borrowed(sent), Cow::Owned);
    let declared = part.content_type().and_then(|kind| kind.attribute("charset")).and_then(Encoding::named);
    let mut draft = html::read(&page, declared, choices, progress)?;
    let header = |name: &str| message.header_raw(name).unwrap_or_default().trim().to_owned();
    draft.set("url", &header("Snapshot-Content-Location"));
    draft.set("url", part.content_location().unwrap_or_default());
    if let Some(date) = message.date() {
        draft.set("retrieved", &date.to_rfc3339());
    }
    draft.set("title", message.subject().unwrap_or_default());
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://paper.example/rents\r\nSubject: =?utf-8?Q?Rents=20ros=C3=A9?=\r\nDate: Mon, 4 May 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----x\"\r\n\r\n\r\n------x\r\nContent-Type: text/css\r\nContent-Location: cid:a\r\n\r\nbody {}\r\n------x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://paper.example/rents\r\n\r\n<html><head><meta charset=3D\"utf-8\"></head><body><article><p>Rents ros=C3=A9 by 12 per =\r\ncent last year, the council said, and nobody knows why they did.</p></article></body></html>\r\n------x--\r\n";

    #[test]
    fn the_page_in_it_is_the_article() {
        let draft = read(PAGE.as_bytes(), &Choices::default(), &Progress::default()).expect("a page");
        let taken = draft.finish().expect("an article");
        assert_eq!(
            taken.article.text(),
            "Rents rosé by 12 per cent last year, the council said, and nobody knows why they did."
        );
        let field = |name| taken.fields.get(name).to_owned();
        assert_eq!(
            [field("url"), field("title"), field("retrieved")],
            ["https://paper.example/rents", "Rents rosé", "2026-05-04T10:00:00Z"]
        );
    }

    #[test]
    fn a_message_without_a_page_is_refused() {
        let error = read(
            b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nHello",
            &Choices::default(),
            &Progress::default(),
        );
        assert_eq!(error.expect_err("refused").to_string(), "it holds no web page");
    }
}
