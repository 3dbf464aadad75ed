using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents a status and a substatus, which are meaningful only together.</summary>
internal readonly record struct ReferralState(string? Status, string? Substatus)
{
    public static ReferralState Pending => new("New", "Pending");

    public static ReferralState Accepted => new("Active", "Accepted");

    public static ReferralState Won => new("Closed", "Won");

    public static ReferralState Declined => new("Closed", "Declined");

    public static ReferralState Expired => new("Closed", "Expired");

    public bool IsClosed => Status == "Closed";

    public static ReferralState Of(JsonObject record) => new(record.TextAt("status"), record.TextAt("substatus"));

    public override string ToString() => $"{Status}/{Substatus}";
}
