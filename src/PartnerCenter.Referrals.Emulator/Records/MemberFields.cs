namespace PartnerCenter.Referrals.Emulator;

/// <summary>Contains the fields of a team member (wire contract 3.4).</summary>
internal sealed class MemberFields
{
    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? Email { get; set; }
}
