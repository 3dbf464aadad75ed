namespace PartnerCenter.Referrals.Emulator;

/// <summary>Describes a contact, with an address at example.com and a telephone number reserved for fiction.</summary>
internal sealed record SeededPerson(string FirstName, string LastName, string Phone, string Company)
{
    public string Email
    {
        get
        {
            string name = $"{FirstName}.{LastName}.{Company}".ToLowerInvariant();
            return string.Concat(name.Where(character => char.IsAsciiLetterOrDigit(character) || character == '.')) + "@example.com";
        }
    }
}
