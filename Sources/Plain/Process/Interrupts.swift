// SPDX-License-Identifier: Apache-2.0

internal import CPlain

/// What an interrupt (SIGINT, SIGTERM, SIGHUP) does: it ends the process at once, or, while files are written, as soon as the old state or the new one is there.
public enum Interrupts {
  /// Sets the handlers; a closed pipe becomes an error of write from then on. Called once, when a program starts.
  public static func watch() { verlauf_watch_signals() }

  /// Whether one came while files are written.
  package static var isNoted: Bool { verlauf_noted_interrupt() != 0 }
}
