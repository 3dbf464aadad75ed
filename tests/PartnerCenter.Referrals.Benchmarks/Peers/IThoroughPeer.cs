namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Represents a way to call the service that also retries and updates, which most peers leave to their callers.</summary>
internal interface IThoroughPeer : IPeer
{
    /// <summary>Gets a referral, and retries if the service throttles the call.</summary>
    Task GetWithRetriesAsync();

    /// <summary>Reads a referral, adds one to the deal's value, and patches the difference.</summary>
    Task UpdateAsync();
}
