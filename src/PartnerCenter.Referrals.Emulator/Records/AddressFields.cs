namespace PartnerCenter.Referrals.Emulator;

/// <summary>Contains the fields of the customer's address (wire contract 3.3).</summary>
internal sealed class AddressFields
{
    public string? Country { get; set; }
}
