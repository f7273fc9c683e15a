// SPDX-License-Identifier: Apache-2.0

extension CodeTables {
  /// The embedded files by their paths below Sources/Codes/Tables; written by script/library.
  static let files: [String: [UInt8]] = [
    "atc.csv": PackageResources.atc_csv,
    "icd-10-gm.csv": PackageResources.icd_10_gm_csv,
    "icd-o-3-morphology.csv": PackageResources.icd_o_3_morphology_csv,
    "icd-o-3-topography.csv": PackageResources.icd_o_3_topography_csv,
    "loinc.csv": PackageResources.loinc_csv,
    "ops.csv": PackageResources.ops_csv,
    "snomed-ct.csv": PackageResources.snomed_ct_csv,
    "ucum.csv": PackageResources.ucum_csv,
  ]
}
