/** Channels that take an HTTP POST: Microsoft Teams, Slack, and signed webhooks (Standard Webhooks 1.0). */
@NullMarked
package dev.millrace.notification.hook;

import org.jspecify.annotations.NullMarked;
