namespace PartnerCenter.Referrals;

/// <summary>Stands for the check of a client's settings at the start of a host, which a host with another client does not need.</summary>
internal sealed class StartCheck;
