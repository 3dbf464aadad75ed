namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>A way to call the service. Over <see cref="CannedService"/> each call completes at once.</summary>
internal interface IPeer : IDisposable
{
    string Name { get; }

    Task GetAsync();

    Task ListPageAsync();

    Task CreateAsync();

    /// <summary>Sets the deal's value, in the version of the referral that is known.</summary>
    Task PatchAsync();
}
