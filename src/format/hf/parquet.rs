//! How are articles a table of columns? Parquet, written and read by its columns, without what would copy them once more.

mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;

/// What a file of Parquet begins with, and ends.
pub(super) const MAGIC: &[u8] = b"PAR1";

const SCHEMA: &str = "message articles {
  required binary id (STRING);
  required binary text (STRING);
  required group spans (LIST) { repeated group list { required group element {
    required binary id (STRING);
    required int64 start;
    required int64 end;
    required group fragments (LIST) { repeated group list { required group element (LIST) {
      repeated group list { required int64 element; } } } }
    required binary label (STRING);
    required binary text (STRING);
    required binary attributes (STRING);
    required binary note (STRING);
    required binary by (STRING);
    required binary at (STRING); } } }
  required group relations (LIST) { repeated group list { required group element {
    required binary id (STRING);
    required binary type (STRING);
    required binary from (STRING);
    required binary to (STRING); } } }
  required binary meta (STRING);
}";
