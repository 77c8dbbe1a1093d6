"""Made-up statements in the layouts of banks, and files that mean harm."""

CAMT = b"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>
<Stmt><Id>1</Id><Acct><Id><Othr><Id>0123499999</Id></Othr></Id><Ccy>VND</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="VND">1000000</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="VND">1025000</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="VND">45000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><DtTm>2026-03-06T09:00:00+07:00</DtTm></BookgDt><AcctSvcrRef>FT26065000001</AcctSvcrRef>
<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
<RltdPties><Dbtr><Pty><Nm>NGUYEN VAN A</Nm></Pty></Dbtr>
<DbtrAcct><Id><Othr><Id>777</Id></Othr></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>EC7K2M9</Ustrd><Ustrd>chuyen tien</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="VND">20000</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-06</Dt></BookgDt>
<AddtlNtryInf>PHI</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="VND">999</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2026-03-06</Dt></BookgDt></Ntry>
<Ntry><Amt Ccy="VND">1e999999</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-03-06</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"""

SWIFT = b""":20:1
:25:0123499999
:28C:1/1
:60F:C260305VND1000000,
:61:2603060306C45000,NTRFNONREF//FT26065000001
:86:EC7K2M9 chuyen tien
:61:2603060306D20000,NMSCNONREF
:86:PHI
:62F:C260306VND1025000,
-
"""

VCB = """NGÂN HÀNG TMCP MẪU
Số tài khoản/ Account number:,0123499999
Số dư đầu kỳ/ Opening balance:,"1,000,000"

STT/ No.,Ngày GD/ TNX Date,Số CT/ Doc No,Số tiền ghi nợ/ Debit,Số tiền ghi có/ Credit,Số dư/ Balance,Nội dung chi tiết
1,06/03/2026 09:00:00,FT26065000001,,"45,000","1,045,000",EC7K2M9
,,,,,,chuyen tien
2,06/03/2026,FT26065000002,"20,000",,"1,025,000",PHI
3,32/03/2026,FT26065000003,"20,000",,"1,005,000",sai ngay
Tổng số/ Total,,,"20,000","45,000",,
Số dư cuối kỳ:,"1,025,000"
""".encode()

# Newest first, days with a time, thousands by dots, one heading above the other language.
BIDV = """Số tài khoản: 0123499999
STT;Ngày GD;Số tham chiếu;Mô tả;Phát sinh Nợ;Phát sinh Có;Số dư
1;06/03/2026 10:00:00;020098;PHI;20.000;;1.025.000
2;06/03/2026 09:00:00;020097;EC7K2M9 chuyen tien;;45.000;1.045.000
""".encode()

# One column with signs, no balance, no account.
PLAIN = b'Date,Amount,Description\n06/03/2026,"+45,000",EC7K2M9\n06/03/2026,"-20,000",PHI\n'

TPBANK = (
    "Ngân hàng Tiên Phong\n\n\nSao kê\nChủ tài khoản: NAM\nTừ ngày 01/03/2026\n\n\n"
    "Ngày giao dịch,Ngày hiệu lực,Nội dung,Ghi nợ,Ghi có,Số dư\n"
    '06/03/2026,06/03/2026,EC7K2M9,0,"45,000","1,045,000"\n06/03/2026,06/03/2026,PHI,"20,000",0,"1,025,000"\n'
).encode()

_ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Document>&b;</Document>'
_ENTRY = b"<Ntry><Amt>1</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>"

HOSTILE = {
    "empty": b"",
    "blank": b" \n\t ",
    "entities": _ENTITIES,
    "outside": b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><Document/>',
    "deep": b"<a>" * 500 + b"</a>" * 500,
    "cut": CAMT[:900],
    "other xml": b"<HDon><DLHDon/></HDon>",
    "html": b"<!doctype html><table><tr><td>1</td></tr></table>",
    "many entries": b"<Document><BkToCstmrStmt><Stmt>" + _ENTRY * 100_001 + b"</Stmt></BkToCstmrStmt></Document>",
    "no headings": b"a,b,c\n1,2,3\n",
    "binary": bytes(range(256)) * 20,
    "zip that is none": b"PK\x03\x04" + b"\x00" * 100,
    "swift without sense": b":20:\n:25:\n:60F:XYZ\n:61:zzz\n",
    "swift line": b":20:1\n:25:2\n:61:" + b"9" * 3_000,
}
