// SPDX-License-Identifier: Apache-2.0

extension CDISCAnalysis {
  private typealias Variable = CDISCDomains.Variable

  private static func head() -> [CDISCDomains.Variable] {
    [
      Variable(name: "STUDYID", label: "Study Identifier"),
      Variable(name: "USUBJID", label: "Unique Subject Identifier"),
    ]
  }

  private static let parameter = [
    Variable(name: "PARAM", label: "Parameter", derivation: "the end point in words"),
    Variable(name: "PARAMCD", label: "Parameter Code", derivation: "the end point"),
  ]

  /// The datasets with how each derived variable is made, in words.
  static let domains: [CDISCDomains.Domain] = [
    CDISCDomains.Domain(
      name: "ADSL", label: "Subject-Level Analysis Dataset",
      variables: head() + [
        Variable(name: "SUBJID", label: "Subject Identifier for the Study"),
        Variable(name: "SEX", label: "Sex", codelist: "C66731"),
        Variable(name: "ARM", label: "Description of Planned Arm"),
        Variable(name: "TRT01P", label: "Planned Treatment for Period 01", derivation: "ARM"),
        Variable(
          name: "TRTSDT", label: "Date of First Exposure to Treatment",
          derivation: "the beginning of the first line of therapy, where it is known to the day"),
        Variable(name: "DTHFL", label: "Subject Death Flag", codelist: "C66742"),
        Variable(name: "DTHDT", label: "Date of Death", derivation: "the day of death, where it is known to the day"),
      ]),
    CDISCDomains.Domain(
      name: "ADRS", label: "Response Analysis Dataset",
      variables: head() + parameter + [
        Variable(name: "EVAL", label: "Evaluator"),
        Variable(name: "ADT", label: "Analysis Date", derivation: "the day of the visit"),
        Variable(
          name: "AVALC", label: "Analysis Value (C)", codelist: "C96785",
          derivation: "OVR: the response as judged; BOR: the best response of the first line"),
        Variable(
          name: "AVAL", label: "Analysis Value", isNumber: true,
          derivation: "CR 1, PR 2, SD 3, NON-CR/NON-PD 4, PD 5, NE 6"),
      ], keys: ["STUDYID", "USUBJID", "PARAMCD", "ADT", "EVAL"]),
    CDISCDomains.Domain(
      name: "ADTR", label: "Tumor Results Analysis Dataset",
      variables: head() + parameter + [
        Variable(name: "LINE", label: "Line of Therapy", derivation: "the line under which the lesions were followed"),
        Variable(name: "EVAL", label: "Evaluator"),
        Variable(name: "ADT", label: "Analysis Date", derivation: "the day of the visit"),
        Variable(
          name: "AVAL", label: "Analysis Value", isNumber: true,
          derivation: "the sum of diameters of target lesions in mm, of nodes the short axis (RECIST 1.1)"),
        Variable(name: "BASE", label: "Baseline Value", isNumber: true, derivation: "the sum at baseline"),
        Variable(
          name: "CHG", label: "Change from Baseline", isNumber: true,
          derivation: "AVAL - BASE, of a sum that lacks no lesion"),
        Variable(name: "PCHG", label: "Percent Change from Baseline", isNumber: true, derivation: "100 * CHG / BASE"),
        Variable(
          name: "NADIR", label: "Smallest Sum Before", isNumber: true,
          derivation: "the smallest complete sum before the visit, baseline included"),
        Variable(
          name: "ANL01FL", label: "Analysis Flag 01", codelist: "C66742", derivation: "Y where every target was seen"),
      ], keys: ["STUDYID", "USUBJID", "PARAMCD", "LINE", "EVAL", "ADT"]),
    CDISCDomains.Domain(
      name: "ADTTE", label: "Time-to-Event Analysis Dataset",
      variables: head() + parameter + [
        Variable(
          name: "STARTDT", label: "Time-to-Event Origin Date for Subject",
          derivation: "the first dose of the first line; of RSD the visit that first shows the response"),
        Variable(name: "ADT", label: "Analysis Date", derivation: "STARTDT + AVAL - 1"),
        Variable(
          name: "AVAL", label: "Analysis Value", isNumber: true,
          derivation: "days to the event or to censoring, both counted: ADT - STARTDT + 1, under the rule last-visit"),
        Variable(
          name: "CNSR", label: "Censor", isNumber: true, derivation: "0 for an event, 1 for a time that is censored"),
        Variable(name: "EVNTDESC", label: "Event or Censoring Description", derivation: "what ended the time"),
      ], keys: ["STUDYID", "USUBJID", "PARAMCD"]),
  ]
}
