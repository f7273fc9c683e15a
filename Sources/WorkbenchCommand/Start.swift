// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console

/// The beginning of the program.
@main
enum Start {
  static func main() { CommandRun.begin(WorkbenchProgram.self) }
}
