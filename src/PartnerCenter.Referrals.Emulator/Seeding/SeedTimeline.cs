namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Describes how far a seeded referral has progressed along the rows of <see cref="StatusTable"/>. Most old referrals are closed, and none
/// waits longer than the 14 days of wire contract 4.1.
/// </summary>
internal sealed record SeedTimeline(
    ReferralState State,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    DateTimeOffset? Expires,
    DateTimeOffset? Accepted,
    DateTimeOffset? Closed,
    string? Stage)
{
    private static readonly TimeSpan AnswerPeriod = TimeSpan.FromDays(14);
    private static readonly IReadOnlyList<string> Stages = ["Qualify", "Develop", "Propose", "Close"];

    public static SeedTimeline Draw(Random random, SeedKind kind, DateTimeOffset created, DateTimeOffset now)
    {
        DateTimeOffset answered = created + (kind.StartsWaiting ? AnswerPeriod * (0.02 + (random.NextDouble() * 1.2)) : TimeSpan.Zero);
        bool isDeclined = kind.StartsWaiting && random.Next(5) == 0;
        DateTimeOffset decided = answered + TimeSpan.FromDays(20 + (random.NextDouble() * 300));
        bool isWon = random.Next(100) < 55;
        double touched = random.NextDouble();
        string substatus = random.Next(3) == 0 ? "Received" : "Pending";
        int stage = random.Next(Stages.Count);

        DateTimeOffset expires = created + AnswerPeriod;
        if (kind.StartsWaiting && answered > expires)
        {
            return now >= expires
                ? new SeedTimeline(ReferralState.Expired, created, expires, null, null, expires, null)
                : new SeedTimeline(new("New", substatus), created, created, expires, null, null, null);
        }

        if (answered > now)
        {
            return new SeedTimeline(new("New", substatus), created, Between(created, now, touched), expires, null, null, null);
        }

        if (isDeclined)
        {
            return new SeedTimeline(ReferralState.Declined, created, answered, null, null, answered, null);
        }

        return decided <= now
            ? new SeedTimeline(
                isWon ? ReferralState.Won : new("Closed", "Lost"), created, decided, null, answered, decided, Stages[isWon ? 3 : stage])
            : new SeedTimeline(ReferralState.Accepted, created, Between(answered, now, touched), null, answered, null, Stages[stage]);
    }

    private static DateTimeOffset Between(DateTimeOffset start, DateTimeOffset end, double share) => start + ((end - start) * share);
}
