/** How the same characters are read: as words of a command, as operands and operators, as a type, as a class head. */
export const commandMode = 0;
export const expressionMode = 1;
export const typeMode = 2;
export const signatureMode = 3;
