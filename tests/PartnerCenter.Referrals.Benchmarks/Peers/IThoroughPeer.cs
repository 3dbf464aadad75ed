namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>A way to call the service that can do what most leave to their callers.</summary>
internal interface IThoroughPeer : IPeer
{
    /// <summary>Gets a referral, and again if it was throttled.</summary>
    Task GetRepeatingAsync();

    /// <summary>Reads the referral, adds one to its value, and patches what has changed.</summary>
    Task UpdateAsync();
}
