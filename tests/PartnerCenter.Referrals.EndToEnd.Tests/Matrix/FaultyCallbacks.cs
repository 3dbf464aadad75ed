using System.Threading.Channels;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// Represents the user's code that a credential calls: a token provider, and a refresh token store. One of its functions throws or hangs.
/// A function that hangs ignores its cancellation.
/// </summary>
internal sealed class FaultyCallbacks(MatrixFault fault, bool isLasting, ReferralsEmulator emulator, MatrixClock clock, LogCapture log)
    : IRefreshTokenStore
{
    private readonly Channel<UserCallback> _hung = Channel.CreateUnbounded<UserCallback>();
    private string _stored = emulator.RefreshToken;
    private int _faults;
    private int _tokens;

    /// <summary>Gets the number of tokens that the provider was asked for.</summary>
    public int Tokens => Volatile.Read(ref _tokens);

    /// <summary>Gets or sets the callback for the first failure.</summary>
    public Func<Task>? FirstEnded { get; set; }

    /// <summary>Waits until a function hangs.</summary>
    public async Task NextHangAsync(CancellationToken cancellationToken) => await _hung.Reader.ReadAsync(cancellationToken);

    public async ValueTask<ReferralsAccessToken> ProvideAsync()
    {
        Interlocked.Increment(ref _tokens);
        await FailAsync(UserCallback.TokenProvider);
        return new ReferralsAccessToken(emulator.IssueToken(), clock.GetUtcNow() + TimeSpan.FromHours(1));
    }

    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        await FailAsync(UserCallback.StoreRead);
        return _stored;
    }

    public async ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken)
    {
        log.AddSecrets(refreshToken);
        await FailAsync(UserCallback.StoreWrite);
        _stored = refreshToken;
    }

    private async Task FailAsync(UserCallback called)
    {
        if (called != fault.Callback || (Interlocked.Increment(ref _faults) > 1 && !isLasting))
        {
            return;
        }

        if (fault.Stalls)
        {
            _hung.Writer.TryWrite(called);
            await new TaskCompletionSource().Task;
        }

        await (FirstEnded?.Invoke() ?? Task.CompletedTask);
        // The caller gets this exception as an inner exception, so it contains nothing planted.
        throw new InvalidOperationException("The user's function failed.");
    }
}
