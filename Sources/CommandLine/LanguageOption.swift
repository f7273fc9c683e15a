// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Plain

extension Language: ExpressibleByArgument {
  /// `en` or `de`, or the language by its name in either.
  public init?(argument: String) {
    switch argument.lowercased() {
    case "en", "english", "englisch": self = .english
    case "de", "german", "deutsch": self = .german
    default: return nil
    }
  }
}

/// The language of what is written for people; files for programs speak English whatever it is.
struct LanguageOption: ParsableArguments {
  @Option(help: "The language of the page, captions, figures and courses: en or de. CSV and JSON stay English.")
  var language = Language.english
}
