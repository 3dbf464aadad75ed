using System.ComponentModel;
using System.Diagnostics;

namespace PartnerCenter.Referrals;

/// <summary>Opens an address in the system's default browser.</summary>
internal static class SystemBrowser
{
    /// <exception cref="ReferralsAuthenticationException">There is no browser that can be started.</exception>
    public static Task OpenAsync(Uri address)
    {
        // The address is passed as one argument. No shell reads it.
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true }
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address.AbsoluteUri]);
        try
        {
            Process.Start(start)?.Dispose();
            return Task.CompletedTask;
        }
        catch (Exception failure) when (failure is Win32Exception or PlatformNotSupportedException)
        {
            string finding = $"The system's browser could not be started ({failure.GetType().Name}).";
            const string advice = "Open the address another way with OpenBrowser, or sign in with a device code.";
            throw new ReferralsAuthenticationException($"{finding} {advice}") { Finding = finding, NextStep = advice };
        }
    }
}
