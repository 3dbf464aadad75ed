namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// The table of wire contract 4.1: where a referral may stand and where it may go. What a service does by itself (a start, an expiry) and
/// what a client asks for move along the same rows.
/// </summary>
internal static class StatusTable
{
    // The endings for each status are inferred: the user interface declines only what waits for an answer. That a client may write
    // `Expired` at all is not denied anywhere, so that it is taken where the table has it.
    private static readonly IReadOnlyList<Row> Rows =
    [
        new("New", MayBecome: ["New", "Active", "Closed"], Substatuses: ["Pending", "Received"], Endings: ["Declined", "Expired"]),
        new("Active", MayBecome: ["Active", "Closed"], Substatuses: ["Accepted"], Endings: ["Won", "Lost"]),
        new("Closed", MayBecome: ["Closed"], Substatuses: ["Won", "Lost", "Declined", "Expired"], Endings: []),
    ];

    /// <summary>How an own deal starts, whatever was sent (1.4 and 10 #14).</summary>
    public static ReferralState StartOfOwnDeal => ReferralState.Accepted;

    /// <summary>How another party's record starts (5.2).</summary>
    public static ReferralState StartOfInvitation => ReferralState.Pending;

    /// <summary>Refuses what has ended.</summary>
    /// <exception cref="ApiException">
    /// The referral is closed. That nothing can be edited then is documented for the user interface; the code is inferred from 7.3.
    /// </exception>
    public static void RequireOpen(ReferralState state)
    {
        if (state.IsClosed)
        {
            throw ApiException.InvalidRequest($"The referral is {state}: it has ended and cannot be changed.", "status");
        }
    }

    /// <summary>Refuses a move that the table does not have. Staying is always possible, in a state that nobody knows too.</summary>
    /// <exception cref="ApiException">The two do not go together, or the move is not one of the table.</exception>
    public static void Check(ReferralState from, ReferralState to)
    {
        if (from == to)
        {
            return;
        }

        if (RowOf(to) is not { } goal)
        {
            throw ApiException.InvalidRequest($"A referral cannot become {to.Status}.", "status");
        }

        if (!goal.Substatuses.Contains(to.Substatus))
        {
            throw ApiException.InvalidRequest($"{to.Substatus} is no substatus of {to.Status}.", "substatus");
        }

        if (RowOf(from) is not { } start || !start.MayBecome.Contains(to.Status))
        {
            throw ApiException.InvalidRequest($"A referral that is {from} cannot become {to}.", "status");
        }

        if (goal.Status == "Closed" && !start.Endings.Contains(to.Substatus))
        {
            throw ApiException.InvalidRequest($"A referral that is {from} cannot become {to}.", "substatus");
        }
    }

    private static Row? RowOf(ReferralState state) => Rows.FirstOrDefault(row => row.Status == state.Status);

    private sealed record Row(
        string Status, IReadOnlyList<string?> MayBecome, IReadOnlyList<string?> Substatuses, IReadOnlyList<string?> Endings);
}
