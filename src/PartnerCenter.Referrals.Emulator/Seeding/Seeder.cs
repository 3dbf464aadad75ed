namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Creates fictitious referrals. They depend only on the seed, the current time and the options, so the same three give the same bytes. The
/// first of many referrals are the same as those of a smaller count.
/// </summary>
internal sealed class Seeder(int seed, DateTimeOffset now, ReferralsEmulatorOptions options)
{
    private static readonly TimeSpan Span = TimeSpan.FromDays(730);

    // With a seed, .NET uses an algorithm that does not change between versions.
    private readonly Random _random = new(seed);

    public IReadOnlyList<StoredReferral> Make(int count)
    {
        List<StoredReferral> made = new(count);
        while (made.Count < count)
        {
            SeedKind kind = Pick(SeedKind.All);
            SeededReferral deal = Draw(kind);
            Add(deal);

            // Wire contract 5.2: many of the deals are connected to a record of Microsoft's own.
            bool isInvited = kind == SeedKind.CoSell && _random.Next(2) == 0;
            if (isInvited && made.Count < count)
            {
                Add(deal with
                {
                    Kind = SeedKind.Invitation,
                    Id = NextGuid(),
                    Tag = NextGuid(),
                    Life = SeedTimeline.Draw(_random, SeedKind.Invitation, deal.Life.Created, now),
                    Assistance = Pick(SeedData.Assistance),
                    IsMicrosofts = true,
                });
            }
        }

        return made;

        void Add(SeededReferral referral) => made.Add(new StoredReferral(SeedWriter.Write(referral, options), made.Count));
    }

    private SeededReferral Draw(SeedKind kind)
    {
        string company = Pick(SeedData.Companies);

        // Taking the smaller of two numbers makes the first places more likely.
        var place = SeedData.Places[Math.Min(_random.Next(SeedData.Places.Count), _random.Next(SeedData.Places.Count))];

        // Recent dates are more likely. Otherwise hardly any referral would wait for an answer.
        DateTimeOffset created = now - (Span * Math.Pow(_random.NextDouble(), 1.5));
        return new SeededReferral
        {
            Kind = kind,
            Id = NextGuid(),
            EngagementId = NextGuid(),
            Tag = NextGuid(),
            Life = SeedTimeline.Draw(_random, kind, created, now),
            Company = company,
            Project = Pick(SeedData.Projects),
            Place = place,
            Value = Math.Round(Math.Exp(6.5 + (_random.NextDouble() * 7)) / 100) * 100,
            Closing = created + TimeSpan.FromDays(_random.Next(30, 400)),
            Product = Pick(SeedData.Products),
            Industry = Pick(SeedData.Industries),
            Size = Pick(SeedData.Sizes),
            Solution = $"SOL-{_random.Next(10_000, 99_999)}-{NextLetter()}{NextLetter()}{NextLetter()}",
            Partner = Pick(SeedData.Partners),
            Reason = Pick(SeedData.LossReasons),
            ExternalId = _random.Next(3) == 0 ? $"CRM-{_random.Next(1_000_000):000000}" : null,
            IsFavorite = _random.Next(10) == 0,
            Contact = NextPerson(company),
            Team = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => NextPerson(options.OrganizationName))],
        };
    }

    private SeededPerson NextPerson(string company) =>
        new(Pick(SeedData.FirstNames), Pick(SeedData.LastNames), $"+1 555 01{_random.Next(100):00}", company);

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    private char NextLetter() => (char)_random.Next('A', 'Z' + 1);

    private Guid NextGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);

        // Marks the GUID as random (version 4), like the service's.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
