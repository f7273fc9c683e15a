// SPDX-License-Identifier: Apache-2.0

import Plain
import Notation

/// What terms of CDISC's controlled terminology mean in words of the record, each list once for both ways.
///
/// Source: SDTM Controlled Terminology (NCI Enterprise Vocabulary Services), by the codes of its lists; only terms that the record has a word for. Terms of these lists are not withdrawn from release to release, so that none is named.
enum CDISCTerms {
  /// C66731, Sex.
  static let sex = RegistryWords.Words([
    ("M", "male"), ("F", "female"), ("U", Silence.unknown), ("UNDIFFERENTIATED", "other"), ("INTERSEX", "other"),
  ])

  /// The sex of a term, or of its name in words in any case: `Female`.
  static func sex(_ text: String) -> String? {
    let own = text.uppercased()
    let letters = ["MALE": "M", "FEMALE": "F", "UNKNOWN": "U"]
    return sex.word(letters[own] ?? own)
  }

  /// C96785, Oncology Response Assessment Result: overall responses at a visit.
  static let responses = RegistryWords.Words([
    ("CR", "CR"), ("PR", "PR"), ("SD", "SD"), ("PD", "PD"), ("NE", "NE"), ("NON-CR/NON-PD", "non-CR/non-PD"),
    ("NED", "NED"), ("CMR", "CMR"), ("PMR", "PMR"), ("SMD", "SMD"), ("PMD", "PMD"),
  ])

  /// The same responses by their names, as they are collected.
  static let responseNames = RegistryWords.Words([
    ("COMPLETE RESPONSE", "CR"), ("PARTIAL RESPONSE", "PR"), ("STABLE DISEASE", "SD"), ("PROGRESSIVE DISEASE", "PD"),
    ("COMPLETE REMISSION", "CR"), ("PARTIAL REMISSION", "PR"), ("DISEASE PROGRESSION", "PD"), ("PROGRESSION", "PD"),
    ("NOT EVALUABLE", "NE"), ("INEVALUABLE", "NE"), ("UNEVALUABLE", "NE"), ("NO EVIDENCE OF DISEASE", "NED"),
    ("COMPLETE METABOLIC RESPONSE", "CMR"), ("PARTIAL METABOLIC RESPONSE", "PMR"),
    ("STABLE METABOLIC DISEASE", "SMD"), ("PROGRESSIVE METABOLIC DISEASE", "PMD"),
  ])

  /// The response that a text names, by its term or its name.
  static func response(_ text: String) -> String? {
    let own = text.uppercased()
    return responses.word(own) ?? responseNames.word(own)
  }

  /// Tests of RS that judge a part of what the overall response is made of: targets, non-targets, new lesions (C96782).
  static let (targetTest, nonTargetTest) = ("TRGRESP", "NTRGRESP")
  static let newTests: Set = ["NEWLPROG", "NEWLIND"]

  /// C123650, Tumor or Lesion Identification Test Results, and what groups of lesions are called.
  static let roles = RegistryWords.Words([
    ("TARGET", "target"), ("NON-TARGET", "non-target"), ("NEW", "new"),
  ])

  /// C124309, Tumor and Lesion Properties Test Result: states of a lesion.
  static let states = RegistryWords.Words([
    ("ABSENT", "absent"), ("PRESENT", "present"), ("UNEQUIVOCAL PROGRESSION", "progressed"),
    ("TOO SMALL TO MEASURE", "too small"), ("NOT EVALUABLE", "not evaluated"), ("NE", "not evaluated"),
  ])

  /// C66727, Completion/Reason for Non-Completion.
  static let dispositions = RegistryWords.Words([
    ("COMPLETED", "completed"), ("PROGRESSIVE DISEASE", "progression"), ("DISEASE PROGRESSION", "progression"),
    ("ADVERSE EVENT", "toxicity"), ("DEATH", "death"), ("WITHDRAWAL BY SUBJECT", "patient's refusal"),
    ("PHYSICIAN DECISION", "physician's decision"), ("LOST TO FOLLOW-UP", "lost to follow-up"),
    ("STUDY TERMINATED BY SPONSOR", "study terminated by sponsor"), ("LACK OF EFFICACY", "lack of efficacy"),
    ("PROTOCOL DEVIATION", "protocol deviation"), ("OTHER", "other"),
  ])

  /// C65047 and C67154, Laboratory Test Code and Name, with the analyte of the record.
  static let tests: [(code: String, name: String, analyte: String)] = [
    ("NEUT", "Neutrophils", "neutrophils"), ("WBC", "Leukocytes", "leukocytes"), ("LYM", "Lymphocytes", "lymphocytes"),
    ("PLAT", "Platelets", "platelets"), ("HGB", "Hemoglobin", "haemoglobin"), ("BILI", "Bilirubin", "bilirubin"),
    ("CREAT", "Creatinine", "creatinine"), ("ALT", "Alanine Aminotransferase", "ALT"),
    ("AST", "Aspartate Aminotransferase", "AST"), ("ALP", "Alkaline Phosphatase", "ALP"),
    ("GGT", "Gamma Glutamyl Transferase", "GGT"), ("CK", "Creatine Kinase", "CPK"), ("ALB", "Albumin", "albumin"),
    ("CREATCLR", "Creatinine Clearance", "creatinine clearance"),
  ]

  /// C78734, Specimen Type: where these tests mean the values of blood.
  static let bloods: Set = ["BLOOD", "SERUM", "PLASMA", "SERUM OR PLASMA", "SERUM/PLASMA"]

  /// Categories of medical history under which the tumour itself stands (SDTMIG 3.3 leaves categories to the sponsor).
  static let diagnoses: Set = [
    "PRIMARY DIAGNOSIS", "PRIMARY CANCER", "PRIMARY TUMOR", "PRIMARY TUMOUR", "CANCER DIAGNOSIS",
    "PRIMARY CANCER DIAGNOSIS",
  ]

  /// Whether a category of medical history, in capitals or not, is of the tumour or its course, and not of another disease.
  static func isOfTumour(_ category: String) -> Bool {
    let category = category.uppercased()
    return diagnoses.contains(category)
      || ["METASTA", "RELAPSE", "RECURRENCE"].contains { category.contains($0) }
  }

  /// Tests of TR that measure a lesion along a line (C96779): the longest, and that across it, by which a node is judged (RECIST 1.1).
  static let longest: Set = ["LDIAM", "DIAMETER"]
  static let shortest: Set = ["LPERP", "SAXIS"]
  /// Sums that follow from the lesions.
  static let sums: Set = ["SUMDIAM", "SUMLDIAM", "SUMLPERP", "SUMNLNLD", "SUMAREA", "SUMPPD", "SUMVOL"]

  /// Why records of a domain are no facts of a patient.
  static let designs: Set = ["TA", "TE", "TV", "TI", "TS", "TD", "TM", "OI"]

  /// Domains that are known, for recognising files: SDTMIG 3.3.
  static let domains: Set = [
    "DM", "MH", "PR", "CM", "EX", "EC", "TU", "TR", "RS", "AE", "LB", "VS", "QS", "SS", "DS", "DD", "CE", "DV", "EG",
    "FA",
    "FT", "HO", "IE", "IS", "MB", "MI", "MK", "MO", "MS", "NV", "OE", "PC", "PE", "PP", "RE", "RP", "SC", "SE", "SM",
    "SR",
    "SU", "SV", "UR", "CO", "AG", "ML", "DA", "CV", "TA", "TE", "TV", "TI", "TS", "TD", "TM", "OI", "RELREC", "XV",
  ]
}
