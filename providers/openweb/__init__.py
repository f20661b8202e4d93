"""OpenWeb's export API: requests and answers as typed records, and the files behind its links."""
