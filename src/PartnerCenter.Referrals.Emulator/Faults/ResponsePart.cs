namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies a part of a response.</summary>
internal enum ResponsePart
{
    Nothing,
    Head,
    HeadAndHalf,
    All,
}
