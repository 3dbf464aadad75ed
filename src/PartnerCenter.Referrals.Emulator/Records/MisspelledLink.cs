namespace PartnerCenter.Referrals.Emulator;

/// <summary>The slip of Microsoft's samples from 2018 and 2019 (wire contract 2.4).</summary>
internal static class MisspelledLink
{
    public static string Of(string address) => address.Replace("/engagements/", "/engagments/", StringComparison.Ordinal);
}
