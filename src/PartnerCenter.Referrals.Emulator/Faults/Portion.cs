namespace PartnerCenter.Referrals.Emulator;

/// <summary>A part of an answer.</summary>
internal enum Portion
{
    Nothing,
    Head,
    HeadAndHalf,
    All,
}
