namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Holds the greatest ratios that a scenario may have; null where it is only measured.</summary>
/// <param name="Bytes">The greatest ratio of the allocated bytes.</param>
/// <param name="Time">The greatest ratio of the times.</param>
internal readonly record struct Target(double? Bytes, double? Time);
