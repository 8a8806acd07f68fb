//! stub
fn main() {
    let paths = std::env::args_os().skip(1).map(Into::into).collect();
    if let Err(e) = copydesk::app::run(copydesk::app::Window { paths, frame_log: None }) { eprintln!("error: {e}"); }
}
