namespace PartnerCenter.Referrals.Emulator;

internal enum SeedInviter
{
    Nobody,
    Own,
    Microsoft,
    Partner,
}
