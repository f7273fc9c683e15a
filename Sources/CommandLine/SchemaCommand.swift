// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Console
public import Exchange

/// `verlauf schema`
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of the study folder, for completion in an editor.",
    discussion: """
      EXAMPLES
        verlauf schema > verlauf.schema.json
        verlauf schema patient > patient.schema.json
      """)

  @Argument(help: "study, patient or claims; without it one schema of all.")
  var document: StudySchema.Document?

  func run() { Terminal.data((document.map(StudySchema.document) ?? StudySchema.json()) + "\n") }
}

extension StudySchema.Document: ExpressibleByArgument {}
