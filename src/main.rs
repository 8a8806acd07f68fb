//! The two doors: the command line when a command is given, the window otherwise.

use std::process::ExitCode;

use copydesk::cli::{self, Call, Window};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Call::Done(code) => code,
        Call::Window(window) => open_window(window),
    }
}

#[cfg(feature = "window")]
fn open_window(Window { frame_log, paths }: Window) -> ExitCode {
    match copydesk::app::run(copydesk::app::Window { frame_log, paths }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::refuse_window(&error.message, &error.hint),
    }
}

#[cfg(not(feature = "window"))]
fn open_window(_: Window) -> ExitCode {
    let message = "this copydesk was built without its window";
    cli::refuse_window(message, "the commands work without it: `copydesk --help` lists them (new, tag, list, export …)")
}
