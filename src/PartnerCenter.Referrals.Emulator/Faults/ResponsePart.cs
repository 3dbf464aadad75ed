namespace PartnerCenter.Referrals.Emulator;

/// <summary>A part of an answer.</summary>
internal enum ResponsePart
{
    Nothing,
    Head,
    HeadAndHalf,
    All,
}
