using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>A token provider that holds its callers up until the test opens it.</summary>
internal sealed class GatedToken
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a task that ends when the first caller waits.</summary>
    public Task Asked => _asked.Task.WaitAsync(TestContext.Current.CancellationToken);

    public void Open() => _opened.SetResult();

    public void Configure(ReferralsClientOptions options, ReferralsEmulator emulator) =>
        options.Credential = ReferralsCredential.FromTokenProvider(async (_, _) =>
        {
            _asked.TrySetResult();
            await _opened.Task;
            return new ReferralsAccessToken(emulator.IssueToken(), DateTimeOffset.MaxValue);
        });
}
