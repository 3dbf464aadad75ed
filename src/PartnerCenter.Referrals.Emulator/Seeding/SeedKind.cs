namespace PartnerCenter.Referrals.Emulator;

/// <summary>The kinds of record that wire contract 5.1 and 5.5 tell apart.</summary>
/// <param name="Type">The member <c>type</c>.</param>
/// <param name="Qualification">The member <c>qualification</c>.</param>
/// <param name="Direction">The member <c>direction</c>.</param>
/// <param name="IsSharedWithSellers">Whether Microsoft's sellers see it.</param>
/// <param name="StartsWaiting">Whether it begins as New and waits for an answer, or begins accepted.</param>
/// <param name="Inviter">Who made it.</param>
internal sealed record SeedKind(
    string Type, string Qualification, string Direction, bool IsSharedWithSellers, bool StartsWaiting, SeedInviter Inviter)
{
    public static SeedKind CoSell { get; } = new("Shared", "SalesQualified", "Outgoing", true, false, SeedInviter.Own);

    /// <summary>Microsoft's record beside a co-sell deal (5.2).</summary>
    public static SeedKind Invitation { get; } = CoSell with { StartsWaiting = true };

    /// <summary>The likelier the more often it stands here.</summary>
    public static IReadOnlyList<SeedKind> All { get; } =
    [
        CoSell, CoSell,
        new("Independent", "SalesQualified", "Outgoing", false, false, SeedInviter.Own),
        new("Independent", "SalesQualified", "Outgoing", true, false, SeedInviter.Own),
        new("Independent", "Direct", "Incoming", false, true, SeedInviter.Nobody),
        new("Independent", "MarketingQualified", "Incoming", true, true, SeedInviter.Microsoft),
        new("Independent", "SalesQualified", "Incoming", true, true, SeedInviter.Microsoft),
        new("Shared", "SalesQualified", "Incoming", true, true, SeedInviter.Microsoft),
        new("Shared", "SalesQualified", "Incoming", true, true, SeedInviter.Partner),
    ];
}

internal enum SeedInviter
{
    Nobody,
    Own,
    Microsoft,
    Partner,
}
