namespace PartnerCenter.Referrals;

/// <summary>
/// Represents an attempt that did not end at its limit, because a handler ignores cancellation. It stays inside the package.
/// </summary>
internal sealed class AbandonedAttemptException : Exception;
