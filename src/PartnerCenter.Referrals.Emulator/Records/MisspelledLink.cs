namespace PartnerCenter.Referrals.Emulator;

/// <summary>Misspells an address as Microsoft's samples of 2018 and 2019 do (wire contract 2.4).</summary>
internal static class MisspelledLink
{
    public static string Of(string address) => address.Replace("/engagements/", "/engagments/", StringComparison.Ordinal);
}
