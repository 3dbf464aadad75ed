namespace PartnerCenter.Referrals.Emulator;

/// <summary>Contains the fields of the customer (wire contract 3.2).</summary>
internal sealed class CustomerFields
{
    public string? Name { get; set; }

    public AddressFields? Address { get; set; }
}
