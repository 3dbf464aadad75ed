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
}
