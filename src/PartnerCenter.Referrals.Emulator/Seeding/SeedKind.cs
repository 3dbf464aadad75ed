namespace PartnerCenter.Referrals.Emulator;

/// <summary>Describes a kind of record, as wire contract 5.1 and 5.5 distinguish them.</summary>
/// <param name="Type">The value of <c>type</c>.</param>
/// <param name="Qualification">The value of <c>qualification</c>.</param>
/// <param name="Direction">The value of <c>direction</c>.</param>
/// <param name="IsSharedWithSellers">Whether Microsoft's sellers see the record.</param>
/// <param name="StartsWaiting">Whether the record starts as New and waits for an answer. Otherwise it starts as accepted.</param>
/// <param name="Inviter">The party that created the record.</param>
internal sealed record SeedKind(
    string Type, string Qualification, string Direction, bool IsSharedWithSellers, bool StartsWaiting, SeedInviter Inviter)
{
    public static SeedKind CoSell { get; } = new("Shared", "SalesQualified", "Outgoing", true, false, SeedInviter.Own);

    /// <summary>Gets the kind of Microsoft's record that is connected to a co-sell deal (wire contract 5.2).</summary>
    public static SeedKind Invitation { get; } = CoSell with { StartsWaiting = true };

    /// <summary>Gets the kind of a customer's inquiry (wire contract 5.5).</summary>
    public static SeedKind CustomerLead { get; } = new("Independent", "Direct", "Incoming", false, true, SeedInviter.Nobody);

    /// <summary>Gets the kinds to choose from. A kind is more likely the more often it is listed.</summary>
    public static IReadOnlyList<SeedKind> All { get; } =
    [
        CoSell, CoSell,
        new("Independent", "SalesQualified", "Outgoing", false, false, SeedInviter.Own),
        new("Independent", "SalesQualified", "Outgoing", true, false, SeedInviter.Own),
        CustomerLead,
        new("Independent", "MarketingQualified", "Incoming", true, true, SeedInviter.Microsoft),
        new("Independent", "SalesQualified", "Incoming", true, true, SeedInviter.Microsoft),
        new("Shared", "SalesQualified", "Incoming", true, true, SeedInviter.Microsoft),
        new("Shared", "SalesQualified", "Incoming", true, true, SeedInviter.Partner),
    ];
}
