/** The payload of the button that shows a code to come back by (web chat): the page acts on it, nobody hears it. No import, so that the browser app can share it. */
export const RETURN_CODE_PAYLOAD = '#return-code'
