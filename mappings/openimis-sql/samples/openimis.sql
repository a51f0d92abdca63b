-- Invented people, in the tables and columns of openIMIS. `python mappings/openimis-sql/database.py` makes openimis.db of it.
CREATE TABLE "tblLocations" ("RowId" INTEGER, "LocationId" INTEGER, "LocationCode" TEXT, "LocationName" TEXT, "ParentLocationId" INTEGER,
  "LocationType" TEXT, "ValidityFrom" TEXT, "ValidityTo" TEXT, "LegacyID" INTEGER, "AuditUserId" INTEGER, "MalePopulation" INTEGER,
  "FemalePopulation" INTEGER, "OtherPopulation" INTEGER, "Families" INTEGER, "LocationUUID" TEXT);
INSERT INTO "tblLocations" VALUES
  (1, 1, 'N1', 'Northmoor', NULL, 'R', '2020-01-01T00:00:00.000', NULL, NULL, 1, NULL, NULL, NULL, NULL, 'l-1'),
  (2, 2, 'N1D1', 'Saltby', 1, 'D', '2020-01-01T00:00:00.000', NULL, NULL, 1, NULL, NULL, NULL, NULL, 'l-2'),
  (3, 3, 'N1D1W1', 'Harbour', 2, 'W', '2020-01-01T00:00:00.000', NULL, NULL, 1, NULL, NULL, NULL, NULL, 'l-3'),
  (4, 4, 'N1D1W1V1', 'Old Quay', 3, 'V', '2020-01-01T00:00:00.000', NULL, NULL, 1, 410, 431, 0, 190, 'l-4'),
  (5, 5, 'N1D1W1V9', 'Old Key', 3, 'V', '2019-01-01T00:00:00.000', '2020-01-01T00:00:00.000', 4, 1, NULL, NULL, NULL, NULL, 'l-5'),
  (6, 6, NULL, 'No Code', 3, 'V', '2020-01-01T00:00:00.000', NULL, NULL, 1, NULL, NULL, NULL, NULL, 'l-6');
CREATE TABLE "tblFamilies" ("FamilyID" INTEGER, "InsureeID" INTEGER, "LocationId" INTEGER, "Poverty" INTEGER, "ValidityFrom" TEXT, "ValidityTo" TEXT,
  "LegacyID" INTEGER, "AuditUserID" INTEGER, "FamilyType" TEXT, "FamilyAddress" TEXT, "isOffline" INTEGER, "Ethnicity" TEXT, "ConfirmationNo" TEXT,
  "ConfirmationType" TEXT, "FamilyUUID" TEXT);
INSERT INTO "tblFamilies" VALUES
  (1, 1, 4, 1, '2021-02-03T08:00:00.000', NULL, NULL, 2, 'H', 'Rope Walk 3', 0, NULL, '77/A', 'A', 'f-1'),
  (2, 4, 4, NULL, '2021-02-04T08:00:00.000', NULL, NULL, 2, NULL, '', 0, NULL, '', NULL, 'f-2'),
  (3, 1, 4, 0, '2020-02-03T08:00:00.000', '2021-02-03T08:00:00.000', 1, 2, 'H', 'Rope Walk 3', 0, NULL, '', NULL, 'f-3'),
  (4, 9, 4, 7, '2021-02-04T08:00:00.000', NULL, NULL, 2, NULL, '', 0, NULL, '', NULL, 'f-4'),
  (5, 9, 4, 0, '2021-02-30T08:00:00.000', NULL, NULL, 2, NULL, '', 0, NULL, '', NULL, 'f-5');
CREATE TABLE "tblInsuree" ("InsureeID" INTEGER, "FamilyID" INTEGER, "CHFID" TEXT, "LastName" TEXT, "OtherNames" TEXT, "DOB" TEXT, "Gender" TEXT,
  "Marital" TEXT, "IsHead" INTEGER, "passport" TEXT, "Phone" TEXT, "PhotoID" INTEGER, "PhotoDate" TEXT, "CardIssued" INTEGER, "ValidityFrom" TEXT,
  "ValidityTo" TEXT, "LegacyID" INTEGER, "AuditUserID" INTEGER, "Relationship" INTEGER, "Profession" INTEGER, "Education" INTEGER, "Email" TEXT,
  "isOffline" INTEGER, "TypeOfId" TEXT, "HFID" INTEGER, "CurrentAddress" TEXT, "GeoLocation" TEXT, "CurrentVillage" INTEGER, "InsureeUUID" TEXT);
INSERT INTO "tblInsuree" VALUES
  (1, 1, '009000001', 'Tarnwick', 'Edda', '1971-03-09', 'F', 'M', 1, 'NM-4417', '+999 300 1001', 1, '2021-02-03', 1, '2021-02-03T08:00:00.500', NULL, NULL, 2,
   NULL, 2, 3, '                    ', 0, 'N', NULL, 'Rope Walk 3', '54.1200 -1.0500', 4, 'i-1'),
  (2, 1, '009000012', 'Tarnwick', 'Osric', '1969-11-30', 'M', 'M', 0, '', '', NULL, NULL, 0, '2021-02-03T08:00:00.500', NULL, NULL, 2,
   8, 1, 7, 'osric@mail.example', 0, NULL, NULL, '', '0.0 0.0', 0, 'i-2'),
  (3, 1, '009000012', 'Tarnwik', 'Osric', '1969-11-30', 'M', 'M', 0, '', '', NULL, NULL, 0, '2020-02-03T08:00:00.500', '2021-02-03T08:00:00.500', 2, 2,
   8, NULL, NULL, '', 0, NULL, NULL, '', '0.0 0.0', 0, 'i-3'),
  (4, 2, '009000023', 'Brackenby', 'Ilse', '2001-01-01', 'F', ' ', 1, 'B-9', '', NULL, NULL, 0, '2021-02-04T08:00:00.500', NULL, NULL, 2,
   NULL, NULL, NULL, '', 0, NULL, NULL, '', '0.0 0.0', 0, 'i-4'),
  (5, 2, '009000034', 'Brackenby', 'Jon', '2015-02-30', 'M', ' ', 0, '', '', NULL, NULL, 0, '2021-02-04T08:00:00.500', NULL, NULL, 2,
   4, NULL, NULL, '', 0, NULL, NULL, '', '0.0 0.0', 0, 'i-5'),
  (6, 2, '009000045', 'Brackenby', 'Una', '2016-02-03', 'X', NULL, 0, '', '', NULL, NULL, 0, '2021-02-04T08:00:00.500', NULL, NULL, 2,
   4, NULL, NULL, '', 0, NULL, NULL, '', '0.0 0.0', 0, 'i-6'),
  (7, 2, '9.00E+09', 'Brackenby', 'Wim', '2017-02-03', 'M', 'Z', 0, '', '', NULL, NULL, 0, '2021-02-04T08:00:00.500', NULL, NULL, 2,
   4, NULL, NULL, '', 0, NULL, NULL, '', '0.0 0.0', 0, 'i-7'),
  (8, 2, '009000067', 'Brackenby', 'Pia', '1821-02-03', 'F', NULL, 0, '', '', NULL, NULL, 0, '2021-02-04T08:00:00.500', NULL, NULL, 2,
   2, NULL, NULL, '', 0, NULL, NULL, '', '0.0 0.0', 0, 'i-8'),
  (9, 2, '009000078', NULL, NULL, '1990-02-03', 'F', NULL, 0, '', '', NULL, NULL, 0, '2021-02-04T08:00:00.500', NULL, NULL, 2,
   7, NULL, NULL, '', 0, NULL, NULL, '', '0.0 0.0', 0, 'i-9'),
  (10, 2, '009000089', 'Brackenby', 'Ove', '1990-02-03', 'M', NULL, 0, '', '', NULL, NULL, 0, '2021-02-04T08:00:00.500', NULL, NULL, 2,
   7, NULL, NULL, '', 0, NULL, NULL, '', '95.0 200.0', 0, 'i-10');
CREATE TABLE "tblProduct" ("ProdID" INTEGER, "ProdUUID" TEXT, "ProductCode" TEXT, "ProductName" TEXT, "LocationId" INTEGER, "DateFrom" TEXT, "DateTo" TEXT,
  "ValidityTo" TEXT);
INSERT INTO "tblProduct" VALUES
  (1, 'p-1', 'NM01', 'Northmoor basic cover', 1, '2020-01-01T00:00:00', '2030-12-31T00:00:00', NULL),
  (2, 'p-2', 'NM00', 'Northmoor trial cover', 1, '2019-01-01T00:00:00', '2019-12-31T00:00:00', '2020-01-01T00:00:00.000');
CREATE TABLE "tblPolicy" ("PolicyID" INTEGER, "FamilyID" INTEGER, "EnrollDate" TEXT, "StartDate" TEXT, "EffectiveDate" TEXT, "ExpiryDate" TEXT,
  "PolicyStatus" INTEGER, "PolicyValue" DECIMAL(18, 2), "ProdID" INTEGER, "OfficerID" INTEGER, "PolicyStage" TEXT, "ValidityFrom" TEXT, "ValidityTo" TEXT,
  "LegacyID" INTEGER, "AuditUserID" INTEGER, "isOffline" INTEGER, "PolicyUUID" TEXT);
INSERT INTO "tblPolicy" VALUES
  (1, 1, '2021-02-03', '2021-02-10', '2021-02-12', '2022-02-09', 2, 120.5, 1, 5, 'N', '2021-02-12T08:00:00.000', NULL, NULL, 2, 0, 'o-1'),
  (2, 2, '2021-03-01', '2021-03-01', NULL, '2022-02-28', 1, 80, 1, 5, 'R', '2021-03-01T08:00:00.000', NULL, NULL, 2, 0, 'o-2'),
  (3, 1, '2021-02-03', '2021-02-10', NULL, '2022-02-09', 1, 120.5, 1, 5, 'N', '2021-02-03T08:00:00.000', '2021-02-12T08:00:00.000', 1, 2, 0, 'o-3'),
  (4, 2, '2021-03-01', '2021-03-01', '2021-03-01', '2020-02-28', 2, 80, 1, 5, 'N', '2021-03-01T08:00:00.000', NULL, NULL, 2, 0, 'o-4'),
  (5, 2, '2021-03-01', '2021-03-01', '2021-03-01', '2022-02-28', 3, 80, 1, 5, 'N', '2021-03-01T08:00:00.000', NULL, NULL, 2, 0, 'o-5');
CREATE TABLE "tblInsureePolicy" ("InsureePolicyID" INTEGER, "InsureeID" INTEGER, "PolicyId" INTEGER, "EnrollmentDate" TEXT, "StartDate" TEXT,
  "EffectiveDate" TEXT, "ExpiryDate" TEXT, "ValidityFrom" TEXT, "ValidityTo" TEXT, "LegacyID" INTEGER, "AuditUserID" INTEGER, "isOffline" INTEGER);
INSERT INTO "tblInsureePolicy" VALUES
  (1, 1, 1, '2021-02-03', '2021-02-10', '2021-02-12', '2022-02-09', '2021-02-12T08:00:00.000', NULL, NULL, 2, 0),
  (2, 2, 1, '2021-02-03', '2021-02-10', '2021-02-12', '2022-02-09', '2021-02-12T08:00:00.000', NULL, NULL, 2, 0),
  (3, 4, 2, '2021-03-01', '2021-03-01', NULL, '2022-02-28', '2021-03-01T08:00:00.000', NULL, NULL, 2, 0),
  (4, 2, 1, '2021-02-03', '2021-02-10', NULL, '2022-02-09', '2021-02-03T08:00:00.000', '2021-02-12T08:00:00.000', 2, 2, 0),
  (5, 99, 1, '2021-02-03', '2021-02-10', '2021-02-12', '2022-02-09', '2021-02-12T08:00:00.000', NULL, NULL, 2, 0);
CREATE TABLE "tblPayer" ("PayerID" INTEGER, "PayerName" TEXT, "PayerUUID" TEXT);
INSERT INTO "tblPayer" VALUES (1, 'Net Menders'' Union', 'y-1');
CREATE TABLE "tblPremium" ("PremiumId" INTEGER, "PolicyID" INTEGER, "PayerID" INTEGER, "Amount" DECIMAL(18, 2), "Receipt" TEXT, "PayDate" TEXT, "PayType" TEXT,
  "ValidityFrom" TEXT, "ValidityTo" TEXT, "LegacyID" INTEGER, "AuditUserID" INTEGER, "isPhotoFee" INTEGER, "isOffline" INTEGER, "ReportingId" INTEGER,
  "PremiumUUID" TEXT);
INSERT INTO "tblPremium" VALUES
  (1, 1, NULL, 100.25, 'R-1', '2021-02-12', 'C', '2021-02-12T08:00:00.000', NULL, NULL, 2, 0, 0, NULL, 'm-1'),
  (2, 1, 1, 20.25, 'R-2', '2021-02-13', 'B', '2021-02-13T08:00:00.000', NULL, NULL, 2, 0, 0, NULL, 'm-2'),
  (3, 1, NULL, 2, 'R-3', '2021-02-13', 'C', '2021-02-13T08:00:00.000', NULL, NULL, 2, 1, 0, NULL, 'm-3'),
  (4, 1, NULL, 100.25, 'R-1', '2021-02-12', 'C', '2021-02-11T08:00:00.000', '2021-02-12T08:00:00.000', 1, 2, 0, 0, NULL, 'm-4'),
  (5, 2, NULL, -5, 'R-5', '2021-13-01', 'C', '2021-02-11T08:00:00.000', NULL, NULL, 2, 0, 0, NULL, 'm-5');
