// SPDX-License-Identifier: Apache-2.0

import Plain

/// A study folder to start from: an invented patient in every kind of statement, with comments.
public enum StudyTemplate {
  /// The files of a new study, by path. They read without any problem.
  public static func files(title: String) -> [(path: String, text: String)] {
    [
      ("README.txt", readme), ("study.yaml", study(title: title)), ("patients/1.yaml", patient),
      ("claims.yaml", claims), ("labs.csv", laboratory),
    ]
  }

  private static func study(title: String) -> String {
    // The reader takes white space at both ends away, and a title of nothing else is none.
    let title = title.trimmed
    return """
      # What is said of the whole series. Only `study` must be there.
      #
      # A value can be missing in three ways: leave the key out (this folder says nothing), write `not stated` (you
      # looked, the source is silent), or write `unknown` (the source says that it is not known).

      study: \(YAMLText.quoted(title.isEmpty ? "Untitled" : title))
      section: Protocol             # where to look up what names no section of its own
      centre: Example Hospital, Nowhere
      design: retrospective case series
      ethics: not stated
      consent: written consent of the patient
      period: 2019/2021             # from/to; dates are written 2021, 2021-05 or 2021-05-03
      data cut-off: 2021-06-30
      guideline: CARE

      definitions:                  # where the field has several; these are the defaults
        plain numbers: half last digit   # "6 months" is 5.5 to 6.5; or `exact`, or a fraction such as 10 %
        treatment ends: stop             # or `last dose`
        days: exclusive                  # or `inclusive`: end - start + 1
        maintenance: with induction      # or `apart`
        censoring: last contact          # or `last assessment`

      abbreviations: {gemcitabine: Gem, docetaxel: Doc, surgery: S}

      sources:                      # where the fields above are stated
        consent: {section: Consent form, quote: "I agree that my course of disease is published"}

      remarks:                      # what no field holds
        - topic: response assessment
          text: judged by the treating physicians without central review
          source: {section: Methods}

      """
  }
}
