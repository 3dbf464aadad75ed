namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Represents a way to call the service. Over <see cref="CannedService"/> each call completes at once.</summary>
internal interface IPeer : IDisposable
{
    string Name { get; }

    Task GetAsync();

    Task ListPageAsync();

    Task CreateAsync();

    /// <summary>Sets the deal's value with a conditional request, whose ETag is known.</summary>
    Task PatchAsync();

    /// <summary>Gets a referral, and retries if the service throttles the call.</summary>
    Task GetWithRetriesAsync();

    /// <summary>Reads a referral, adds one to the deal's value, and patches the difference.</summary>
    Task UpdateAsync();

    /// <summary>Reads a referral, changes the members that <see cref="FiftyMembers"/> lists, and replaces the referral.</summary>
    Task UpdateFiftyAsync();
}
