import { DOMImplementation, type Element, XMLSerializer } from '@xmldom/xmldom';

/** Of the auto-loan asset data file of EDGAR (ABS XML Technical Specification, version 3.1). */
const NAMESPACE = 'http://www.sec.gov/edgar/document/absee/autoloan/assetdata';

/** The fields of one loan, in their order, as `pool.reportAssets` answers them. */
export type AssetFields = readonly { readonly name: string; readonly value: string }[];

/**
 * Writes loans as an asset data file (Form ABS-EE, exhibit 102).
 *
 * @param loans the fields of each loan
 * @returns the document as XML, every character escaped
 * @example const xml = writeAssetData(assets);
 */
export function writeAssetData(loans: readonly AssetFields[]): string {
  const document = new DOMImplementation().createDocument(NAMESPACE, 'assetData', null);
  const root = document.documentElement as Element;
  for (const fields of loans) {
    const loan = document.createElementNS(NAMESPACE, 'assets');
    for (const { name, value } of fields) {
      const element = document.createElementNS(NAMESPACE, name);
      element.appendChild(document.createTextNode(value));
      loan.appendChild(element);
    }
    root.appendChild(loan);
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document)}`;
}
