namespace PartnerCenter.Referrals;

/// <summary>
/// Ends the reading of a body that cannot be used, whatever else can be read of it. Its message says why and repeats nothing of the body.
/// </summary>
internal sealed class UnusableBodyException(string why) : Exception(why);
