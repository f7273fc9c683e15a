// SPDX-License-Identifier: Apache-2.0

/// What the datasets of SDTM are called, and their variables in the order of the standard (SDTMIG 3.3): those that this program writes.
enum CDISCDomains {
  /// A variable with what the standard says of it.
  struct Variable: Sendable {
    var name: String
    var label: String
    var isNumber = false
    /// The list of controlled terminology, by its code.
    var codelist: String?
    /// How a derived variable is made, in words.
    var derivation: String?
  }

  /// A dataset.
  struct Domain: Sendable {
    var name: String
    var label: String
    var variables: [Variable]
    /// The variables by which its records are told apart.
    var keys: [String] = ["STUDYID", "USUBJID"]
  }

  private static func domain(_ name: String, _ label: String, _ own: [(String, String)], numbers: Set<String> = [])
    -> Domain
  {
    let head = [
      ("STUDYID", "Study Identifier"), ("DOMAIN", "Domain Abbreviation"), ("USUBJID", "Unique Subject Identifier"),
    ]
    let sequence = name == "DM" ? [] : [("\(name)SEQ", "Sequence Number")]
    return Domain(
      name: name, label: label,
      variables: (head + sequence + own).map { own in
        Variable(
          name: own.0, label: own.1,
          isNumber: own.0.hasSuffix("SEQ") || own.0.hasSuffix("DY") || numbers.contains(own.0),
          codelist: codelists[own.0],
          derivation: own.0.hasSuffix("DY")
            ? "days from RFSTDTC, which is day 1; there is no day 0" : derivations[own.0])
      }, keys: ["STUDYID", "USUBJID"] + (name == "DM" ? [] : ["\(name)SEQ"]))
  }

  private static let codelists = [
    "SEX": "C66731", "DTHFL": "C66742", "ECOCCUR": "C66742", "AETOXGR": "1 to 5 (CTCAE)", "LBTESTCD": "C65047",
    "LBTEST": "C67154",
    "LBORRESU": "C71620", "LBSTRESU": "C71620", "VSTESTCD": "C66741", "VSTEST": "C67153", "RSTESTCD": "C96782",
    "RSSTRESC": "C96785",
    "TUSTRESC": "C123650", "TRTESTCD": "C96779", "TREVAL": "C78735", "RSEVAL": "C78735", "DDSTAT": "C66789",
    "SSSTRESC": "C124304",
  ]

  private static let derivations = [
    "RFSTDTC":
      "the beginning of the first therapy, as far as it is known; empty where it is open which therapy is the first",
    "STUDYID": "the title of the study, in letters and digits",
  ]

  private static func times(_ prefix: String) -> [(String, String)] {
    [
      ("\(prefix)STDTC", "Start Date/Time of Observation"), ("\(prefix)ENDTC", "End Date/Time of Observation"),
      ("\(prefix)STDY", "Study Day of Start of Observation"), ("\(prefix)ENDY", "Study Day of End of Observation"),
    ]
  }

  private static func finding(_ prefix: String, _ more: [(String, String)] = []) -> [(String, String)] {
    [("\(prefix)TESTCD", "Test Short Name"), ("\(prefix)TEST", "Test Name"), ("\(prefix)CAT", "Category")] + [
      ("\(prefix)ORRES", "Result or Finding in Original Units"), ("\(prefix)ORRESU", "Original Units"),
      ("\(prefix)STRESC", "Result or Finding in Standard Format"),
      ("\(prefix)STRESN", "Numeric Result/Finding in Standard Units"),
      ("\(prefix)STRESU", "Standard Units"), ("\(prefix)STAT", "Completion Status"),
      ("\(prefix)REASND", "Reason Not Done"),
    ] + more + [("\(prefix)DTC", "Date/Time of Finding"), ("\(prefix)DY", "Study Day of Finding")]
  }

  /// All datasets in the order in which they are listed.
  static let all: [Domain] = [
    Domain(
      name: "TS", label: "Trial Summary",
      variables: [
        Variable(name: "STUDYID", label: "Study Identifier", derivation: derivations["STUDYID"]),
        Variable(name: "DOMAIN", label: "Domain Abbreviation"),
        Variable(name: "TSSEQ", label: "Sequence Number", isNumber: true),
        Variable(name: "TSPARMCD", label: "Trial Summary Parameter Short Name", codelist: "C66738"),
        Variable(name: "TSPARM", label: "Trial Summary Parameter", codelist: "C67152"),
        Variable(name: "TSVAL", label: "Parameter Value"),
      ], keys: ["STUDYID", "TSPARMCD", "TSSEQ"]),
    domain(
      "DM", "Demographics",
      [
        ("SUBJID", "Subject Identifier for the Study"), ("RFSTDTC", "Subject Reference Start Date/Time"),
        ("DTHDTC", "Date/Time of Death"), ("DTHFL", "Subject Death Flag"), ("BRTHDTC", "Date/Time of Birth"),
        ("SEX", "Sex"),
        ("ARM", "Description of Planned Arm"),
      ]),
    domain(
      "MH", "Medical History",
      [
        ("MHTERM", "Reported Term for the Medical History"), ("MHCAT", "Category for Medical History"),
        ("MHEVDTYP", "Medical History Event Date Type"),
      ]
        + times("MH")),
    domain(
      "PR", "Procedures",
      [
        ("PRTRT", "Reported Name of Procedure"), ("PRCAT", "Category for Procedure"), ("PRDOSE", "Dose"),
        ("PRDOSU", "Dose Units"),
        ("PRLOC", "Location of Procedure"),
      ] + times("PR"), numbers: ["PRDOSE"]),
    domain("EX", "Exposure", [("EXGRPID", "Group ID"), ("EXTRT", "Name of Treatment")] + times("EX")),
    domain(
      "EC", "Exposure as Collected",
      [
        ("ECTRT", "Name of Treatment"), ("ECOCCUR", "Occurrence Indicator"), ("ECDOSE", "Dose"),
        ("ECDOSU", "Dose Units"),
      ] + times("EC"), numbers: ["ECDOSE"]),
    domain(
      "TU", "Tumor/Lesion Identification",
      [
        ("TULNKID", "Link ID"), ("TUTESTCD", "Tumor/Lesion ID Short Name"), ("TUTEST", "Tumor/Lesion ID Test Name"),
        ("TUORRES", "Tumor/Lesion ID Result"), ("TUSTRESC", "Tumor/Lesion ID Result Std. Format"),
        ("TULOC", "Location of the Tumor/Lesion"),
        ("TUEVAL", "Evaluator"), ("TUEVALID", "Evaluator Identifier"),
      ]),
    domain(
      "TR", "Tumor/Lesion Results",
      [("TRGRPID", "Group ID"), ("TRLNKID", "Link ID")]
        + finding("TR", [("TREVAL", "Evaluator"), ("TREVALID", "Evaluator Identifier")]),
      numbers: ["TRSTRESN"]),
    domain(
      "RS", "Disease Response and Clin Classification",
      finding("RS", [("RSEVAL", "Evaluator"), ("RSEVALID", "Evaluator Identifier")]), numbers: ["RSSTRESN"]),
    domain(
      "AE", "Adverse Events",
      [("AETERM", "Reported Term for the Adverse Event"), ("AETOXGR", "Standard Toxicity Grade")] + times("AE")),
    domain("LB", "Laboratory Test Results", finding("LB"), numbers: ["LBSTRESN"]),
    domain("VS", "Vital Signs", finding("VS"), numbers: ["VSSTRESN"]),
    domain("QS", "Questionnaires", finding("QS"), numbers: ["QSSTRESN"]),
    domain("SS", "Subject Status", finding("SS"), numbers: ["SSSTRESN"]),
    domain("DD", "Death Details", finding("DD"), numbers: ["DDSTRESN"]),
    domain(
      CDISCOwn.domain, "Other Entries of the Clinical Course",
      [("XVTERM", "Reported Term of the Entry"), ("XVCAT", "Kind of the Entry")] + times("XV")),
  ]

  /// A dataset of supplemental qualifiers.
  static func supplement(of domain: String) -> Domain {
    Domain(
      name: "SUPP\(domain)", label: "Supplemental Qualifiers for \(domain)",
      variables: [
        Variable(name: "STUDYID", label: "Study Identifier", derivation: derivations["STUDYID"]),
        Variable(name: "RDOMAIN", label: "Related Domain Abbreviation"),
        Variable(name: "USUBJID", label: "Unique Subject Identifier"),
        Variable(name: "IDVAR", label: "Identifying Variable"),
        Variable(name: "IDVARVAL", label: "Identifying Variable Value"),
        Variable(name: "QNAM", label: "Qualifier Variable Name"),
        Variable(name: "QLABEL", label: "Qualifier Variable Label"), Variable(name: "QVAL", label: "Data Value"),
        Variable(name: "QORIG", label: "Origin"),
      ], keys: ["STUDYID", "RDOMAIN", "USUBJID", "IDVAR", "IDVARVAL", "QNAM"])
  }
}
