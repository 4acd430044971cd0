/** The figures on /metrics. Labels are channels, codes and levels: never an id of a person, never a text. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

/** One registry a process; tests make their own. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    webhookRefused: new Counter({ name: 'lang_nghe_webhook_refused_total', help: 'Webhook calls refused, by channel and reason', labelNames: ['channel', 'reason'], registers }),
    webhookEvents: new Counter({ name: 'lang_nghe_webhook_events_total', help: 'Webhook events taken, by channel and kind', labelNames: ['channel', 'kind'], registers }),
    channelProblem: new Gauge({ name: 'lang_nghe_channel_problem', help: '1: a channel has this problem (dead token, unusual silence, sends failing)', labelNames: ['channel', 'problem'], registers }),
    received: new Counter({ name: 'lang_nghe_messages_received_total', help: 'Messages received from people, by channel and outcome', labelNames: ['channel', 'outcome'], registers }),
    sent: new Counter({ name: 'lang_nghe_messages_sent_total', help: 'Sends by channel, author and outcome', labelNames: ['channel', 'author', 'outcome'], registers }),
    turns: new Counter({ name: 'lang_nghe_turns_total', help: 'Turns by outcome', labelNames: ['outcome'], registers }),
    turnSeconds: new Histogram({ name: 'lang_nghe_turn_seconds', help: 'Time of one turn', buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1], registers }),
    replySeconds: new Histogram({ name: 'lang_nghe_reply_seconds', help: 'From message received to reply written', buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10], registers }),
    urgency: new Counter({ name: 'lang_nghe_urgency_raised_total', help: 'Conversations raised to a level', labelNames: ['level'], registers }),
    casesOpened: new Counter({ name: 'lang_nghe_cases_opened_total', help: 'Cases opened, by who', labelNames: ['by'], registers }),
    secondReader: new Counter({ name: 'lang_nghe_second_reader_total', help: 'Answers of the second reader, by outcome', labelNames: ['outcome'], registers }),
    signIns: new Counter({ name: 'lang_nghe_sign_ins_total', help: 'Sign-ins to the desk by outcome', labelNames: ['outcome'], registers }),
    spooled: new Gauge({ name: 'lang_nghe_spooled_messages', help: 'Messages in the spool while the database is away', registers }),
    waiting: new Gauge({ name: 'lang_nghe_waiting_conversations', help: 'Conversations waiting for a human, by level', labelNames: ['level'], registers }),
    oldestWait: new Gauge({ name: 'lang_nghe_oldest_wait_seconds', help: 'Longest wait for a human', registers }),
    outboxOldest: new Gauge({ name: 'lang_nghe_outbox_oldest_seconds', help: 'Age of the oldest unsettled outgoing message', registers }),
    alarmsOpen: new Gauge({ name: 'lang_nghe_alarms_open', help: 'Alarms nobody has acknowledged', registers }),
    alarmSteps: new Counter({ name: 'lang_nghe_alarm_steps_total', help: 'Steps of the alarm ladder taken, by level and who was called', labelNames: ['level', 'who'], registers }),
    alarmBreaches: new Counter({ name: 'lang_nghe_alarm_breaches_total', help: 'Alarms that nobody heard in the time promised', labelNames: ['level'], registers }),
    alarmNobodyOnDuty: new Counter({ name: 'lang_nghe_alarm_nobody_on_duty_total', help: 'Steps of the ladder that found nobody and went to those in charge', labelNames: ['level'], registers }),
    alarmCalls: new Counter({ name: 'lang_nghe_alarm_calls_total', help: 'Attempts to call staff, by path and outcome', labelNames: ['path', 'outcome'], registers }),
    alarmOldestCall: new Gauge({ name: 'lang_nghe_alarm_oldest_call_seconds', help: 'Age of the oldest call that a path has not delivered', labelNames: ['path'], registers }),
    alarmHealthy: new Gauge({ name: 'lang_nghe_alarm_healthy', help: '1: alarms reach people; 0: a path is stuck, the ladder stands still, or nobody is on duty', registers }),
  }
}
