// SPDX-License-Identifier: Apache-2.0

import Console

/// The beginning of the program, before anything that needs a file descriptor.
@main
enum Start {
  static func main() { CommandRun.begin(Verlauf.self) }
}
